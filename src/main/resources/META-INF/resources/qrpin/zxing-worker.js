/** ZXing, away from the page, which stays responsive. `zxing.js` is compiled from Java. */
import {read} from './zxing.js';

self.onmessage = ({data: {pixels, width, height, isFar, isInverted}}) => {
  self.postMessage(read(new Int8Array(pixels), width, height, isFar, isInverted).map(code));
};

/** The ends of the upper edge, and the text. */
function code(read) {
  const [, x1, y1, x2, y2, text] = /^(-?\d+) (-?\d+) (-?\d+) (-?\d+) (.*)$/s.exec(read);
  return {text, upperEdge: [{x: Number(x1), y: Number(y1)}, {x: Number(x2), y: Number(y2)}]};
}

self.postMessage('loaded');
