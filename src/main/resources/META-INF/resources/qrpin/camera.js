/** A camera, and the QR codes that it sees. */
import {openReader} from './reader.js';

/** Between two pictures, so that a slow device stays usable. */
const PAUSE_MS = 50;

/** How one picture after another is looked at, over and over. Most badges are near and not inverted. */
const LOOKS = [
  {isFar: false, isInverted: false},
  {isFar: true, isInverted: false},
  {isFar: false, isInverted: true},
];

/** Why a camera does not start. The names are those of the texts. */
const REASONS = new Map([
  ['NotAllowedError', 'denied'],
  ['SecurityError', 'unsupported'],
  ['NotFoundError', 'no-camera'],
  ['OverconstrainedError', 'no-camera'],
  ['NotReadableError', 'busy'],
  ['AbortError', 'busy'],
]);

export class CameraFailure extends Error {
  /** @param {string} reason the name of a text */
  constructor(reason, options) {
    super(`The camera does not start: ${reason}`, options);
    this.reason = reason;
  }
}

export class Camera {
  #video;
  #stream;
  #reader;

  /**
   * Starts a camera and shows it.
   *
   * @param {HTMLVideoElement} video where its picture appears
   * @param {string} [deviceId] one of {@link Camera#devices}; without it the one that looks away
   *     from the person
   * @throws {CameraFailure}
   */
  static async start(video, deviceId) {
    const camera = new Camera();
    camera.#video = video;
    try {
      camera.#stream = await open(deviceId);
      camera.#reader = await openReader();
      video.srcObject = camera.#stream;
      await video.play();
      return camera;
    } catch (failure) {
      camera.stop();
      throw failure instanceof CameraFailure
        ? failure
        : new CameraFailure(REASONS.get(failure.name) ?? 'unsupported', {cause: failure});
    }
  }

  get isOn() {
    return this.#stream?.active === true;
  }

  get deviceId() {
    return this.#track.getSettings().deviceId;
  }

  get hasTorch() {
    return this.#track.getCapabilities?.().torch === true;
  }

  get #track() {
    return this.#stream.getVideoTracks()[0];
  }

  /** The cameras of this device. A browser names them once one of them is allowed. */
  async devices() {
    const all = await navigator.mediaDevices.enumerateDevices();
    return all.filter((device) => device.kind === 'videoinput');
  }

  async light(isLit) {
    await this.#track.applyConstraints({advanced: [{torch: isLit}]});
  }

  /**
   * Looks at one picture after another until the camera stops.
   *
   * @return {AsyncGenerator<Array<{text: string, isUpsideDown: boolean, isInverted: boolean}>>} the
   *     codes in each picture
   */
  async *pictures() {
    const canvas = document.createElement('canvas');
    const context = canvas.getContext('2d', {willReadFrequently: true});
    for (let picture = 0; this.isOn; picture += 1) {
      const look = LOOKS[picture % LOOKS.length];
      const {videoWidth, videoHeight} = this.#video;
      if (videoWidth > 0) {
        canvas.width = videoWidth;
        canvas.height = videoHeight;
        context.drawImage(this.#video, 0, 0);
        const codes = await this.#reader.read(context.getImageData(0, 0, videoWidth, videoHeight), look);
        if (this.isOn) {
          yield codes.map((code) => seen(code, look.isInverted));
        }
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  stop() {
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#reader?.close();
    this.#video.srcObject = null;
  }
}

async function open(deviceId) {
  if (!navigator.mediaDevices?.getUserMedia) {
    throw new CameraFailure('unsupported');
  }
  const wanted = deviceId ? {deviceId: {exact: deviceId}} : {facingMode: {ideal: 'environment'}};
  return navigator.mediaDevices.getUserMedia({
    audio: false,
    video: {...wanted, width: {ideal: 1280}, height: {ideal: 720}},
  });
}

/** The upper edge of a symbol that stands upright leads to the right. */
function seen({text, upperEdge: [left, right]}, isInverted) {
  const isUpsideDown = right.x < left.x && Math.abs(right.x - left.x) > Math.abs(right.y - left.y);
  return {text, isUpsideDown, isInverted};
}
