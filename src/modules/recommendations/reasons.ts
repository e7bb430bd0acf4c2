/** Why something is suggested, and how much that counts: a strong witness beats a likeness, a likeness beats nothing. */
export const reasonWeights = {
  bought: 6,
  viewed: 5,
  artist: 4,
  fans: 3,
  label: 2,
  era: 1,
} as const satisfies Record<string, number>

export type Reason = keyof typeof reasonWeights
export const isReason = (text: string): text is Reason => Object.hasOwn(reasonWeights, text)

/** What the sentence of a reason is filled with. */
export type Evidence = Readonly<Record<string, string | number>>
