/**
 * Reads a scanner that types. It looks at the keys and not at the characters, because the layout of
 * the host's keyboard decides about the characters.
 *
 * A scan is a long run of keys, each of which follows the one before within a short gap. Nobody
 * types so. The keys of a run are held back until the run is known to be a scan or not, so that no
 * part of a badge reaches the field that has the focus. If it was no scan, its characters follow.
 */

/** The longest time between two keys of a scan, in milliseconds. Slow scanners need 50. */
export const DEFAULT_GAP_MS = 80;

/** The shortest scan; an article's number has 13 digits. */
const MIN_KEYS = 12;

/** The characters of a US keyboard, which scanners are set to: plain and with Shift. */
const US_KEYS = new Map([
  ...[...'abcdefghijklmnopqrstuvwxyz'].map((c) => [`Key${c.toUpperCase()}`, [c, c.toUpperCase()]]),
  ...[...')!@#$%^&*('].map((shifted, digit) => [`Digit${digit}`, [String(digit), shifted]]),
  ...[...'0123456789'].map((digit) => [`Numpad${digit}`, [digit, digit]]),
  ...Object.entries({
    Space: '  ',
    Minus: '-_',
    Equal: '=+',
    BracketLeft: '[{',
    BracketRight: ']}',
    Backslash: '\\|',
    IntlBackslash: '\\|',
    Semicolon: ';:',
    Quote: '\'"',
    Backquote: '`~',
    Comma: ',<',
    Period: '.>',
    Slash: '/?',
    NumpadAdd: '++',
    NumpadSubtract: '--',
    NumpadMultiply: '**',
    NumpadDivide: '//',
    NumpadDecimal: '..',
  }),
]);

const SILENT_KEYS = new Set(['Shift', 'CapsLock', 'NumLock', 'AltGraph']);
const ENDS = new Set(['Enter', 'Tab']);

/** Keys that one reader has taken: a scan goes to one of several elements in a page. */
const TAKEN = new WeakSet();

export class ScannerKeys {
  isPaused = false;
  gapMs = DEFAULT_GAP_MS;
  #onScan;
  #held = [];
  #lastKeyAt = 0;
  #timer = 0;

  /** @param {(text: string) => void} onScan gets what the scanner typed, without its Enter or Tab */
  constructor(onScan) {
    this.#onScan = onScan;
  }

  listenTo(target) {
    target.addEventListener('keydown', this, {capture: true});
  }

  stopListeningTo(target) {
    target.removeEventListener('keydown', this, {capture: true});
    this.#release();
  }

  handleEvent(event) {
    if (this.isPaused || TAKEN.has(event) || SILENT_KEYS.has(event.key)) {
      return;
    }
    TAKEN.add(event);
    if (event.timeStamp - this.#lastKeyAt > this.gapMs) {
      this.#end();
    }
    const us = US_KEYS.get(event.code);
    if (ENDS.has(event.key) && this.#isScan()) {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.#end();
    } else if (!us || isCommand(event)) {
      this.#release();
    } else {
      this.#hold(event, us[event.shiftKey ? 1 : 0]);
    }
  }

  #hold(event, character) {
    const field = event.composedPath()[0];
    const isEditable = takesText(field);
    if (isEditable) {
      event.preventDefault();
    }
    this.#held.push({character, typed: isEditable ? event.key : '', field});
    this.#lastKeyAt = event.timeStamp;
    clearTimeout(this.#timer);
    // Keys that already wait for a busy page are handled before the second time-out.
    this.#timer = setTimeout(() => {
      this.#timer = setTimeout(() => this.#end());
    }, this.gapMs);
  }

  #isScan() {
    return this.#held.length >= MIN_KEYS;
  }

  #end() {
    if (this.#isScan()) {
      const text = this.#held.map((key) => key.character).join('');
      this.#forget();
      this.#onScan(text);
    } else {
      this.#release();
    }
  }

  /** Gives the keys to the fields in which they were typed. */
  #release() {
    const held = this.#held;
    this.#forget();
    for (const {typed, field} of held) {
      if (typed !== '' && field.getRootNode().activeElement === field) {
        document.execCommand('insertText', false, typed);
      }
    }
  }

  #forget() {
    clearTimeout(this.#timer);
    this.#held = [];
  }
}

/** A shortcut, an arrow, a part of a composed character, or a key that is kept pressed. */
function isCommand(event) {
  return (
    event.key.length !== 1 ||
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    event.isComposing ||
    event.repeat
  );
}

function takesText(node) {
  const types = ['text', 'password', 'search', 'tel', 'url', 'email', 'number'];
  return (
    (node instanceof HTMLInputElement && types.includes(node.type) && !node.readOnly) ||
    node instanceof HTMLTextAreaElement ||
    node.isContentEditable === true
  );
}
