// How a ticket is to be shown, by its state and the hand-over of its number.
import { printer } from "/page/kiosk/hall.js";
import { session } from "/page/kiosk/session.js";

// "printing" | "printed" | "ask" (did it come out?) | "note" (the screen is the slip) | "kept" | "called" | "void", and by
// its code alone "missed" | "held"
function look(ticket) {
  if (["missed", "held"].includes(ticket.state)) return ticket.state;
  if (ticket.state === "void") return "void";
  if (ticket.state === "called" || ticket.state === "serving") return "called";
  if (session.value.scanned) return "kept"; // who holds its code has the number
  return HAND_OVER[ticket.hand_over]();
}

const HAND_OVER = {
  pending: () => (["ready", "elsewhere"].includes(printer.value) ? "printing" : "note"),
  printed: () => "printed",
  sent: () => "ask",
  unknown: () => "ask",
  failed: () => "note",
  // Without a printer it is shown at once, and the visitor has yet to note it.
  shown: () => (printer.value === "none" && !session.value.noted ? "note" : "kept"),
  paper: () => "kept",
  phone: () => "kept",
  void: () => "void",
};

export { look };
