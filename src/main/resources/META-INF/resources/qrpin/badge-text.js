/**
 * Decides whether a text can be a badge, so that a page never sends a text that is none. Only the
 * server decides whether it is somebody's badge.
 */

/** What scanners add (io.qrpin.badge.BadgeText reads the same). */
const BLANKS = '[\\p{Z}\\p{Cc}\\p{Cf}]*';
const FRAME = `${BLANKS}(?:(?:\\][Qq][0-6](?:\\\\[0-9]{6})?|\\\\[0-9]{6})${BLANKS})?`;
const FRAMED = new RegExp(`^${FRAME}(.*?)${BLANKS}$`, 'su');
const REPEATED_NUMBER = new RegExp(`^([^\\p{Z}\\p{Cc}\\p{Cf}]{54})(?:${FRAME}\\1)*$`, 'su');

const FIRST_FORM = 'qrpin:v1|';
const WEB_ADDRESS = /^(?:[a-z][a-z0-9+.-]*:\/\/|www\.|mailto:|tel:|wifi:|begin:vcard)/i;

/** What a text is. Each kind but BADGE, POSSIBLE and NOTHING is a reason to refuse it. */
export const Kind = Object.freeze({
  NOTHING: 'nothing',
  BADGE: 'badge',
  /** As long as a badge's number, in other characters: the server knows the keyboard layouts. */
  POSSIBLE: 'possible',
  /** A badge's number that lost or changed a digit. */
  DAMAGED: 'damaged',
  WEB_ADDRESS: 'web',
  OTHER: 'other',
});

/**
 * @param {string} scanned a text as a camera, a scanner or a person gave it
 * @return {{kind: string, text: string}} the kind, and the text without what scanners add
 */
export function judge(scanned) {
  const text = FRAMED.exec(scanned)[1];
  if (text === '') {
    return {kind: Kind.NOTHING, text};
  }
  if (text.startsWith(FIRST_FORM)) {
    return {kind: Kind.BADGE, text};
  }
  const repeated = REPEATED_NUMBER.exec(text);
  const once = repeated ? repeated[1] : text;
  const digits = westernDigits(once);
  if (/^2[0-9]{53}$/.test(digits)) {
    return {kind: isWhole(digits) ? Kind.BADGE : Kind.DAMAGED, text: digits};
  }
  if (WEB_ADDRESS.test(text)) {
    return {kind: Kind.WEB_ADDRESS, text};
  }
  if (/^2[0-9]{39,}$/.test(digits)) {
    return {kind: Kind.DAMAGED, text};
  }
  return {kind: repeated && !/[a-z0-9]{20}/i.test(once) ? Kind.POSSIBLE : Kind.OTHER, text};
}

/** Writes the digits of every script as 0 to 9; each script has its ten in one row. */
function westernDigits(text) {
  return text.normalize('NFKC').replace(/\p{Nd}/gu, (digit) => {
    let zero = digit.codePointAt(0);
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) {
      zero -= 1;
    }
    return String(digit.codePointAt(0) - zero);
  });
}

/** The number holds 20 bytes and the low 16 bits of their CRC-32. */
function isWhole(digits) {
  const value = BigInt(digits.slice(1));
  const bytes = new Uint8Array(20);
  for (let i = 19, rest = value >> 16n; i >= 0; i -= 1, rest >>= 8n) {
    bytes[i] = Number(rest & 0xffn);
  }
  return value >> 176n === 0n && (crc32(bytes) & 0xffff) === Number(value & 0xffffn);
}

function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) {
      crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
  }
  return ~crc;
}
