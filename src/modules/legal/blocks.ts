/** What the terms of sale must say, in this order, and the rule each part answers (French codes as of 3 April 2026). */
export const termsBlocks = [
  { name: 'seller', law: 'L221-5 C. conso, art. 6 III LCEN', validFrom: '2016-07-01' },
  { name: 'goods', law: 'L111-1 1° C. conso', validFrom: '2016-07-01' },
  { name: 'prices', law: 'L112-1, L221-5 C. conso', validFrom: '2016-07-01' },
  { name: 'order', law: 'L221-14 C. conso', validFrom: '2022-05-28' },
  { name: 'payment', law: 'L221-14 C. conso', validFrom: '2022-05-28' },
  { name: 'delivery', law: 'L216-1 C. conso', validFrom: '2016-07-01' },
  { name: 'withdrawal', law: 'L221-18 to L221-28, D221-5 C. conso', validFrom: '2026-06-19' },
  { name: 'guarantees', law: 'L217-3 to L217-14 C. conso, 1641 C. civ.', validFrom: '2022-01-01' },
  { name: 'conformity', law: 'D211-2 A C. conso (annex: the framed text, word for word)', validFrom: '2022-10-01' },
  { name: 'disputes', law: 'L612-1, L616-1 C. conso', validFrom: '2016-01-01' },
  { name: 'data', law: 'GDPR art. 13', validFrom: '2018-05-25' },
  { name: 'producer', law: 'L541-10-13, R541-173 C. env. (only with an identifier)', validFrom: '2022-01-01' },
] as const

/** What the shop must know about itself before its terms are complete. */
export const neededSettings = [
  'shopName',
  'legalIdentity',
  'siren',
  'publisher',
  'address',
  'email',
  'phone',
  'vatNotice',
  'mediator',
  'host',
] as const
