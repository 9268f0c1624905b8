// The dialogs: hold, transfer, pause, close, a number out of turn, and the sheet of keys. Enter does it, Esc leaves.
import { html, useLayoutEffect, useRef } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { say } from "/page/words.js";
import { said } from "/page/clerk/acts.js";
import { Cases } from "/page/clerk/cases.js";
import { FindForm } from "/page/clerk/find.js";
import { CloseForm, HoldForm, OutOfTurn, PauseForm } from "/page/clerk/forms.js";
import { KeySheet } from "/page/clerk/key_sheet.js";
import { OutcomeForm, SlipSheet } from "/page/clerk/outcome.js";
import { dialog } from "/page/clerk/state.js";
import { TransferForm } from "/page/clerk/transfer.js";
import { NoteForm, ServeForm } from "/page/clerk/visits.js";

const FORMS = {
  hold: HoldForm, transfer: TransferForm, pause: PauseForm, close: CloseForm, "out-of-turn": OutOfTurn, find: FindForm,
  outcome: OutcomeForm, slip: SlipSheet, cases: Cases, serve: ServeForm, note: NoteForm, keys: KeySheet,
};

function Dialogs() {
  if (!dialog.value) return null;
  return html`<${Dialog} key=${dialog.value.name} about=${dialog.value} />`;
}

function Dialog({ about }) {
  const box = useRef(null);
  // Before the next key can come: what is typed after H belongs to the field of the hold.
  useLayoutEffect(() => {
    const opened = box.current;
    const from = document.activeElement;
    opened.showModal();
    opened.querySelector("[data-first]")?.focus();
    return () => {
      opened.close();
      if (from?.isConnected) from.focus();
    };
  }, []);
  const leave = () => dialog.value === about && (dialog.value = null);
  const Form = FORMS[about.name];
  return html`<dialog data-scrolls ref=${box} aria-labelledby="dialog" data-test=${`dialog-${about.name}`} onClose=${leave}>
    <h2 id="dialog">${say(`page.clerk.dialog.${about.name}`, { number: about.number ?? about.one?.number ?? "" })}</h2>
    <${Form} about=${about} />
    ${about.name !== "keys" && html`<p class="said no" role="alert" data-test="dialog-said">${said.value?.kind === "no" ? said.value.text() : ""}</p>`}
    <button type="button" class="button plain square leave" data-test="leave" data-first=${about.name === "keys"} aria-label=${say("page.clerk.leave")} onClick=${leave}>${icon("close")}</button>
  </dialog>`;
}

export { Dialogs };
