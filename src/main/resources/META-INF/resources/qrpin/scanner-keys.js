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

/** A scanner may pause so long within a scan, and before its Enter, in milliseconds. */
const PAUSE_MS = 500;

/** Keys that open a search in some browsers, where no field has the focus. */
const OPENS_A_SEARCH = new Set(["'", '/']);

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

/** `Backspace` and the like; a key of a layout may type two characters. */
const NAMED_KEY = /^[A-Z][A-Za-z0-9]+$/;

const SILENT_KEYS = new Set(['Shift', 'CapsLock', 'NumLock', 'AltGraph']);
const ENDS = new Set(['Enter', 'Tab']);

/** Keys that one reader has taken: a scan goes to one of several elements in a page. */
const TAKEN = new WeakSet();

export class ScannerKeys {
  isPaused = false;
  gapMs = DEFAULT_GAP_MS;
  #host;
  #onScan;
  #held = [];
  /** The values of the fields that take no text, such as dates, before the run. */
  #before = new Map();
  #lastKeyAt = -Infinity;
  #endsTakenUntil = -Infinity;
  #timer = 0;

  /**
   * @param {HTMLElement} host the element that gets the scans; another one that has the focus gets
   *     its own
   * @param {(text: string) => void} onScan gets what the scanner typed, without its Enter or Tab
   */
  constructor(host, onScan) {
    this.#host = host;
    this.#onScan = onScan;
  }

  start() {
    for (const type of ['keydown', 'pointerdown', 'focusout']) {
      document.addEventListener(type, this, {capture: true});
    }
  }

  stop() {
    for (const type of ['keydown', 'pointerdown', 'focusout']) {
      document.removeEventListener(type, this, {capture: true});
    }
    this.#release();
  }

  handleEvent(event) {
    if (event.type !== 'keydown') {
      this.#releaseTyping();
    } else if (!this.isPaused && !TAKEN.has(event) && !this.#isForAnother(event)) {
      TAKEN.add(event);
      this.#handleKey(event);
    }
  }

  #isForAnother(event) {
    const element = event.composedPath().find((node) => node.localName === this.#host.localName);
    return element !== undefined && element !== this.#host;
  }

  #handleKey(event) {
    if (SILENT_KEYS.has(event.key)) {
      return;
    }
    if (event.timeStamp - this.#lastKeyAt > this.#allowedGapMs) {
      this.#end();
    }
    const us = US_KEYS.get(event.code);
    if (ENDS.has(event.key) && (this.#isScan || event.timeStamp < this.#endsTakenUntil)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.#endsTakenUntil = event.timeStamp + PAUSE_MS;
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
    if (isEditable || OPENS_A_SEARCH.has(event.key)) {
      event.preventDefault();
    } else if ('value' in field && !this.#before.has(field)) {
      this.#before.set(field, field.value);
    }
    this.#held.push({character, typed: isEditable ? event.key : '', field});
    this.#lastKeyAt = event.timeStamp;
    clearTimeout(this.#timer);
    // Keys that already wait for a busy page are handled before the second time-out.
    this.#timer = setTimeout(() => {
      this.#timer = setTimeout(() => this.#end());
    }, this.#allowedGapMs);
  }

  get #isScan() {
    return this.#held.length >= MIN_KEYS;
  }

  get #allowedGapMs() {
    return this.#isScan ? Math.max(PAUSE_MS, this.gapMs) : this.gapMs;
  }

  #end() {
    if (this.#isScan) {
      const text = this.#held.map((key) => key.character).join('');
      this.#before.forEach((value, field) => (field.value = value));
      this.#endsTakenUntil = this.#lastKeyAt + 2 * PAUSE_MS;
      this.#forget();
      this.#onScan(text);
    } else {
      this.#release();
    }
  }

  #releaseTyping() {
    if (!this.#isScan) {
      this.#release();
    }
  }

  /**
   * Gives the keys to the field in which the first one was typed. If the page moves the focus
   * meanwhile, the others follow it, as they would have.
   */
  #release() {
    const typed = this.#held.filter((key) => key.typed !== '');
    this.#forget();
    if (typed.length > 0 && typed[0].field.getRootNode().activeElement === typed[0].field) {
      typed.forEach((key) => document.execCommand('insertText', false, key.typed));
    }
  }

  #forget() {
    clearTimeout(this.#timer);
    this.#held = [];
    this.#before.clear();
  }
}

/** A shortcut, an arrow, a part of a composed character, or a key that is kept pressed. */
function isCommand(event) {
  return (
    NAMED_KEY.test(event.key) ||
    event.keyCode === 229 ||
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
