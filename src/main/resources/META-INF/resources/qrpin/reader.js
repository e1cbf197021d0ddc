/** Reads QR codes in pictures: with the browser's own reader, or else with ZXing in a worker. */

let policy;

/**
 * Opens the best reader that this browser has. Its method `read(picture, look)` returns the codes
 * in an `ImageData`, each with its text and its upper edge.
 */
export async function openReader() {
  return (await browserReads()) ? new BrowserReader() : ZxingReader.load();
}

async function browserReads() {
  try {
    return (await BarcodeDetector.getSupportedFormats()).includes('qr_code');
  } catch {
    return false;
  }
}

class BrowserReader {
  #detector = new BarcodeDetector({formats: ['qr_code']});

  async read(picture, {isInverted}) {
    const codes = await this.#detector.detect(isInverted ? negative(picture) : picture);
    return codes.map((code) => ({text: code.rawValue, upperEdge: code.cornerPoints.slice(0, 2)}));
  }

  close() {}
}

class ZxingReader {
  #worker;

  static async load() {
    const reader = new ZxingReader();
    reader.#worker = new Worker(trusted(new URL('./zxing-worker.js', import.meta.url)), {type: 'module'});
    await answer(reader.#worker);
    return reader;
  }

  async read({data, width, height}, look) {
    const answered = answer(this.#worker);
    this.#worker.postMessage({pixels: data.buffer, width, height, ...look}, [data.buffer]);
    return answered;
  }

  close() {
    this.#worker.terminate();
  }
}

/** A page with `require-trusted-types-for 'script'` allows the policy `qrpin`. */
function trusted(url) {
  policy ??= globalThis.trustedTypes?.createPolicy('qrpin', {createScriptURL: String});
  return policy ? policy.createScriptURL(String(url)) : url;
}

/** The next message of a worker. The first one says that it is loaded. */
function answer(worker) {
  return new Promise((resolve, reject) => {
    worker.onmessage = (event) => resolve(event.data);
    worker.onerror = () => reject(new Error('The reader of QR codes failed'));
  });
}

function negative({data, width, height}) {
  return new ImageData(
    data.map((value, i) => (i % 4 === 3 ? value : 255 - value)),
    width,
    height,
  );
}
