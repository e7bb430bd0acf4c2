/** A string, or a number in full: whatever comes first, so that digits inside strings are left alone. */
const tokens = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g
const isLong = /^-?\d{16,}$/

/** Parses JSON whose int64 ids JavaScript cannot hold: whole numbers of 16 digits and more become strings, digit by digit. */
export const parseExactly = (text: string): unknown =>
  JSON.parse(text.replaceAll(tokens, (token) => (isLong.test(token) ? `"${token}"` : token)))
