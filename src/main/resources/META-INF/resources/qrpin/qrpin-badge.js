/**
 * `<qrpin-badge>` asks a person for a badge, by camera, by a scanner that types, or by hand. It is a
 * form control. The README of qrpin lists its attributes, properties, events and parts.
 */
import {Kind, judge} from './badge-text.js';
import {Camera, CameraFailure} from './camera.js';
import {DEFAULT_GAP_MS, ScannerKeys} from './scanner-keys.js';
import {TEXTS, languageOf} from './texts.js';

/** As many as the server reads. */
const MAX_CHARACTERS = 1024;
const TWO_MINUTES_MS = 120_000;
const HINT_AFTER_MS = 20_000;
const BETWEEN_HINTS_MS = 10_000;
const REFUSALS = new Set([Kind.DAMAGED, Kind.WEB_ADDRESS, Kind.OTHER]);

const STYLE = new CSSStyleSheet();
STYLE.replaceSync(`
  :host { display: block; }
  :host([hidden]) { display: none; }
  * { box-sizing: border-box; font: inherit; color: inherit; }
  [hidden] { display: none !important; }
  label { display: block; margin-block-end: var(--qrpin-gap, 0.5rem); font-weight: 600; }
  #row, #controls { display: flex; flex-wrap: wrap; gap: var(--qrpin-gap, 0.5rem); }
  #field {
    flex: 1 1 10rem; min-inline-size: 0; min-block-size: 3rem; padding: 0.5rem 0.75rem;
    color: var(--qrpin-field-color, FieldText); background: var(--qrpin-field-background, Field);
    border: 1px solid var(--qrpin-border, GrayText); border-radius: var(--qrpin-radius, 0.25rem);
    -webkit-text-security: disc;
  }
  #field[aria-invalid=true] { border-width: 2px; }
  button, select {
    min-block-size: 3rem; padding: 0.5rem 1rem; cursor: pointer;
    color: var(--qrpin-button-color, ButtonText); background: var(--qrpin-button-background, ButtonFace);
    border: 1px solid var(--qrpin-border, GrayText); border-radius: var(--qrpin-radius, 0.25rem);
  }
  button[aria-pressed=true] { outline: 2px solid; outline-offset: -4px; }
  :focus-visible { outline: 3px solid var(--qrpin-focus, Highlight); outline-offset: 2px; }
  :disabled { cursor: not-allowed; opacity: 0.6; }
  #area { margin-block-start: var(--qrpin-gap, 0.5rem); }
  video {
    display: block; inline-size: 100%; max-block-size: 50vh; margin-block-end: var(--qrpin-gap, 0.5rem);
    background: #000; border-radius: var(--qrpin-radius, 0.25rem); object-fit: contain;
  }
  #message { margin-block: var(--qrpin-gap, 0.5rem) 0; min-block-size: 1.5em; }
  #message.refusal { padding-inline-start: 0.75rem; border-inline-start: 4px solid var(--qrpin-error, #c5221f); font-weight: 600; }
`);

export class QrpinBadge extends HTMLElement {
  static formAssociated = true;
  static observedAttributes = [
    ...['required', 'lang', 'camera', 'placeholder', 'scan-gap'],
    ...Object.keys(TEXTS.en).map((name) => `text-${name}`),
  ];

  #internals = this.attachInternals();
  #parts = build(this.attachShadow({mode: 'open', delegatesFocus: true}));
  #keys = new ScannerKeys(this, (text) => this.#take([{text}], 'scanner'));
  #camera;
  /** Grows when a start is overtaken: by a stop, a scan, or another start. */
  #starts = 0;
  /** Whether the value comes from a scan. */
  #isScanned = false;
  #message = {name: '', isRefusal: false};

  constructor() {
    super();
    const {field, start, stop, choice, torch} = this.#parts;
    field.addEventListener('input', () => this.#judgeField({isTyping: true}));
    field.addEventListener('change', () => {
      if (!this.#isScanned) {
        this.#judgeField();
      }
      this.#announce('change');
    });
    field.addEventListener('keydown', (event) => this.#enter(event));
    start.addEventListener('click', () => this.startCamera());
    stop.addEventListener('click', () => this.stopCamera());
    choice.addEventListener('change', () => this.startCamera(choice.value));
    torch.addEventListener('click', () => this.#light());
  }

  connectedCallback() {
    // The field of a page without JavaScript: this element takes its place, and what is in it.
    this.querySelectorAll('input').forEach((fallback) => {
      this.value ||= fallback.value;
      fallback.value = '';
      fallback.disabled = true;
    });
    this.#keys.start();
    document.addEventListener('visibilitychange', this.#stopWhenHidden);
    window.addEventListener('pagehide', this.#forgetWhenLeft);
    this.#render();
    this.#validate();
  }

  disconnectedCallback() {
    this.#keys.stop();
    document.removeEventListener('visibilitychange', this.#stopWhenHidden);
    window.removeEventListener('pagehide', this.#forgetWhenLeft);
    this.stopCamera();
  }

  attributeChangedCallback() {
    this.#keys.gapMs = Number(this.getAttribute('scan-gap')) || DEFAULT_GAP_MS;
    this.#render();
    this.#validate();
  }

  formDisabledCallback(isDisabled) {
    const {field, start} = this.#parts;
    field.disabled = isDisabled;
    start.disabled = isDisabled;
    this.#keys.isPaused = isDisabled;
    if (isDisabled) {
      this.stopCamera();
    }
  }

  formResetCallback() {
    this.value = '';
  }

  get form() {
    return this.#internals.form;
  }

  get name() {
    return this.getAttribute('name');
  }

  get type() {
    return this.localName;
  }

  /** The text of the badge, or of what is in the field. It is a secret. */
  get value() {
    return this.#parts.field.value;
  }

  set value(text) {
    this.#parts.field.value = text ?? '';
    this.#judgeField();
  }

  get required() {
    return this.hasAttribute('required');
  }

  set required(isRequired) {
    this.toggleAttribute('required', isRequired);
  }

  get disabled() {
    return this.hasAttribute('disabled');
  }

  set disabled(isDisabled) {
    this.toggleAttribute('disabled', isDisabled);
  }

  get isCameraOn() {
    return this.#camera?.isOn === true;
  }

  get validity() {
    return this.#internals.validity;
  }

  get validationMessage() {
    return this.#internals.validationMessage;
  }

  get willValidate() {
    return this.#internals.willValidate;
  }

  checkValidity() {
    return this.#internals.checkValidity();
  }

  reportValidity() {
    return this.#internals.reportValidity();
  }

  /**
   * Starts the camera, and stops it when a badge is read, when the page is hidden, or after two
   * minutes. A failure is shown, and the field stays usable.
   *
   * @param {string} [deviceId] the camera to use
   */
  async startCamera(deviceId) {
    if (this.matches(':disabled')) {
      return;
    }
    const {start, stop, choice, video} = this.#parts;
    const focused = this.shadowRoot.activeElement;
    this.stopCamera();
    this.#say('starting');
    const started = this.#starts;
    let camera;
    try {
      camera = await Camera.start(video, deviceId);
    } catch (failure) {
      if (started === this.#starts) {
        this.#say(failure instanceof CameraFailure ? failure.reason : 'unsupported', {isRefusal: true});
      }
      return;
    }
    if (started !== this.#starts) {
      camera.stop();
      return;
    }
    this.#camera = camera;
    this.#say('aim');
    this.#renderCamera();
    this.#announce('qrpin-camera', {isOn: true});
    // Without the names of the cameras the one in use works all the same.
    await this.#showChoice(camera).catch(() => {});
    if (focused === choice && !choice.hidden) {
      choice.focus();
    } else if (focused === start && this.#camera === camera && !this.#focusIsElsewhere()) {
      stop.focus();
    }
    await this.#look(camera);
  }

  stopCamera() {
    this.#starts += 1;
    if (this.#message.name === 'starting') {
      this.#say('');
    }
    if (this.#camera) {
      const hadFocus = this.#parts.area.contains(this.shadowRoot.activeElement);
      this.#camera.stop();
      this.#camera = undefined;
      this.#say('');
      this.#renderCamera();
      if (hadFocus) {
        this.#parts.start.focus();
      }
      this.#announce('qrpin-camera', {isOn: false});
    }
  }

  #focusIsElsewhere() {
    const focused = document.activeElement;
    return focused !== null && focused !== document.body && !this.matches(':focus-within');
  }

  async #look(camera) {
    const end = setTimeout(() => this.#endWith('ended', camera), TWO_MINUTES_MS);
    let nextHintAt = performance.now() + HINT_AFTER_MS;
    let hint = 'no-symbol';
    try {
      for await (const codes of camera.pictures()) {
        const now = performance.now();
        if (codes.length > 0) {
          nextHintAt = now + HINT_AFTER_MS;
          this.#take(codes, 'camera');
        } else if (now > nextHintAt) {
          this.#say(hint);
          nextHintAt = now + BETWEEN_HINTS_MS;
          hint = hint === 'no-symbol' ? 'on-screen' : 'no-symbol';
        }
      }
      this.#endWith('lost', camera);
    } catch {
      this.#endWith('unsupported', camera);
    } finally {
      clearTimeout(end);
    }
  }

  /** Stops a camera that is still the one in use, and says why. */
  #endWith(reason, camera) {
    if (this.#camera === camera) {
      this.stopCamera();
      this.#say(reason, {isRefusal: reason === 'unsupported'});
    }
  }

  /** Takes the one badge among the codes, or says why there is none. */
  #take(codes, source) {
    const judged = codes.map((code) => ({...code, ...judge(code.text)}));
    const badges = judged.filter((code) => !REFUSALS.has(code.kind) && code.kind !== Kind.NOTHING);
    const [badge] = badges;
    if (badges.some((other) => other.text !== badge.text)) {
      this.#refuse('several', source);
    } else if (badge) {
      this.#accept(badge, source);
    } else if (judged.length > 1) {
      this.#refuse('several', source);
    } else if (judged.length === 1) {
      this.#refuse(judged[0].kind, source);
    }
  }

  #accept({text, isUpsideDown, isInverted}, source) {
    const wasInside = this.matches(':focus-within') || document.activeElement === document.body;
    this.stopCamera();
    this.value = text;
    this.#isScanned = true;
    this.#say(isInverted ? 'read-inverted' : isUpsideDown ? 'read-upside-down' : 'read');
    this.#announce('input');
    this.#announce('change');
    this.#announce('qrpin-scan', {source});
    if (wasInside) {
      this.#nextEmptyField()?.focus();
    }
  }

  /**
   * A badge that was scanned before must not stay: the next PIN would be tried with it. A number
   * that somebody types stays, whatever the camera sees meanwhile.
   */
  #refuse(reason, source) {
    if (this.#isScanned) {
      this.value = '';
    }
    this.#say(reason, {isRefusal: true});
    this.#announce('qrpin-refused', {reason, source});
  }

  #nextEmptyField() {
    const fields = [...(this.form?.elements ?? [])];
    return fields
      .slice(fields.indexOf(this) + 1)
      .find(
        (field) =>
          field.willValidate &&
          field.value === '' &&
          field.type !== 'submit' &&
          field.checkVisibility?.() !== false,
      );
  }

  /** Enter leads to the next empty field, and without one presses the form's first button. */
  #enter(event) {
    if (event.key === 'Enter' && !event.isComposing && event.keyCode !== 229) {
      event.preventDefault();
      const next = this.#nextEmptyField();
      const button = [...(this.form?.elements ?? [])].find((control) => control.type === 'submit');
      if (next) {
        next.focus();
      } else if (button) {
        button.click();
      } else {
        this.form?.requestSubmit();
      }
    }
  }

  /** A text that is still being typed is not complained about. */
  #judgeField({isTyping = false} = {}) {
    this.#isScanned = false;
    const {kind} = judge(this.value);
    if (REFUSALS.has(kind) && !isTyping) {
      this.#say(kind, {isRefusal: true});
    } else {
      this.#say('');
    }
    this.#validate();
  }

  /** A text that is refused has no form value, so that it is not sent even by `form.submit()`. */
  #validate() {
    const {kind, text} = judge(this.value);
    const isRefused = REFUSALS.has(kind);
    // The second value is what a browser keeps for its history.
    this.#internals.setFormValue(isRefused ? null : text, '');
    this.#parts.field.setAttribute('aria-invalid', isRefused && this.#message.isRefusal);
    if (isRefused) {
      this.#internals.setValidity({customError: true}, this.#text(kind), this.#parts.field);
    } else if (this.required && kind === Kind.NOTHING) {
      this.#internals.setValidity({valueMissing: true}, this.#text('required'), this.#parts.field);
    } else {
      this.#internals.setValidity({});
    }
  }

  async #light() {
    const {torch} = this.#parts;
    const isLit = torch.getAttribute('aria-pressed') !== 'true';
    await this.#camera.light(isLit);
    torch.setAttribute('aria-pressed', isLit);
  }

  async #showChoice(camera) {
    const {choice, choiceLabel, torch} = this.#parts;
    const devices = await camera.devices();
    choice.replaceChildren(
      ...devices.map((device, i) => new Option(device.label || String(i + 1), device.deviceId)),
    );
    if (camera.isOn) {
      choice.value = camera.deviceId;
      torch.hidden = !camera.hasTorch;
      torch.setAttribute('aria-pressed', false);
    }
    choice.hidden = devices.length < 2;
    choiceLabel.hidden = choice.hidden;
  }

  #stopWhenHidden = () => {
    if (document.hidden) {
      this.stopCamera();
      this.#say('');
    }
  };

  /** The device is shared: a page that is left, and shown again by the back button, holds no badge. */
  #forgetWhenLeft = () => {
    this.stopCamera();
    this.value = '';
  };

  #say(name, {isRefusal = false} = {}) {
    if (name !== this.#message.name) {
      this.#message = {name, isRefusal};
      this.#renderMessage();
    }
  }

  #announce(type, detail) {
    this.dispatchEvent(new CustomEvent(type, {bubbles: true, composed: true, detail}));
  }

  get #language() {
    return this.closest('[lang]')?.lang || navigator.language;
  }

  #text(name) {
    return this.getAttribute(`text-${name}`) ?? TEXTS[languageOf(this.#language)][name] ?? '';
  }

  #render() {
    const {frame, label, field, start, stop, choiceLabel, torch, video} = this.#parts;
    frame.lang = languageOf(this.#language);
    frame.dir = frame.lang === 'ar' ? 'rtl' : 'ltr';
    label.textContent = this.#text('label');
    field.required = this.required;
    field.placeholder = this.getAttribute('placeholder') ?? '';
    start.textContent = this.#text('start');
    stop.textContent = this.#text('stop');
    choiceLabel.textContent = this.#text('choose');
    torch.textContent = this.#text('torch');
    video.setAttribute('aria-label', this.#text('picture'));
    this.#renderCamera();
    this.#renderMessage();
  }

  #renderCamera() {
    const {area, start} = this.#parts;
    area.hidden = !this.#camera;
    start.hidden = Boolean(this.#camera) || this.getAttribute('camera') === 'off';
  }

  #renderMessage() {
    const {field, message} = this.#parts;
    const {name, isRefusal} = this.#message;
    message.textContent = name === '' ? '' : this.#text(name);
    message.classList.toggle('refusal', isRefusal);
    field.setAttribute('aria-invalid', isRefusal && REFUSALS.has(judge(this.value).kind));
  }
}

/** Builds the parts. A part has its id as its name for `::part`, unless it says another one. */
function build(root) {
  const parts = {};
  const part = (id, tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries({id, part: id, ...attributes})) {
      element.setAttribute(name, value);
    }
    element.append(...children);
    parts[id] = element;
    return element;
  };
  const button = (id, attributes = {}) =>
    part(id, 'button', {part: `button ${id}`, type: 'button', ...attributes});
  const field = {
    type: 'text',
    inputmode: 'numeric',
    maxlength: MAX_CHARACTERS,
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    'aria-describedby': 'message',
  };
  root.adoptedStyleSheets = [STYLE];
  root.append(
    part('frame', 'div', {},
      part('label', 'label', {for: 'field'}),
      part('row', 'div', {}, part('field', 'input', field), button('start')),
      part('message', 'p', {role: 'status'}),
      part('area', 'div', {part: 'camera', hidden: ''},
        part('video', 'video', {playsinline: '', muted: ''}),
        part('controls', 'div', {},
          button('stop'),
          button('torch', {'aria-pressed': 'false', hidden: ''}),
          part('choiceLabel', 'label', {part: 'choice-label', for: 'choice', hidden: ''}),
          part('choice', 'select', {hidden: ''}),
        ),
      ),
    ),
  );
  return parts;
}

customElements.define('qrpin-badge', QrpinBadge);
