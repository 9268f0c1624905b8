// The pages' view library, one door to it: Preact, htm (templates without a build) and signals (state that redraws).
import { Component, Fragment, createContext, h, render } from "/page/vendor/preact.js";
import {
  useCallback, useContext, useEffect, useId, useLayoutEffect, useMemo, useReducer, useRef, useState,
} from "/page/vendor/hooks.js";
import {
  Signal, batch, computed, effect, signal, untracked, useComputed, useSignal, useSignalEffect,
} from "/page/vendor/signals.js";
import htm from "/page/vendor/htm.js";

const html = htm.bind(h);

export {
  Component, Fragment, Signal, batch, computed, createContext, effect, h, html, render, signal, untracked, useCallback,
  useComputed, useContext, useEffect, useId, useLayoutEffect, useMemo, useReducer, useRef, useSignal, useSignalEffect,
  useState,
};
