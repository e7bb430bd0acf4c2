/** Standard VAT rates of the member states, in basis points, from a day on; the last row that has begun applies. European Commission, TEDB, read 2026-08-22. */
const standardRates: Readonly<Record<string, readonly { readonly from: string; readonly basisPoints: number }[]>> = {
  AT: [{ from: '2020-01-01', basisPoints: 2000 }],
  BE: [{ from: '2020-01-01', basisPoints: 2100 }],
  BG: [{ from: '2020-01-01', basisPoints: 2000 }],
  CY: [{ from: '2020-01-01', basisPoints: 1900 }],
  CZ: [{ from: '2020-01-01', basisPoints: 2100 }],
  DE: [{ from: '2021-01-01', basisPoints: 1900 }],
  DK: [{ from: '2020-01-01', basisPoints: 2500 }],
  EE: [
    { from: '2024-01-01', basisPoints: 2200 },
    { from: '2025-07-01', basisPoints: 2400 },
  ],
  ES: [{ from: '2020-01-01', basisPoints: 2100 }],
  FI: [{ from: '2024-09-01', basisPoints: 2550 }],
  FR: [{ from: '2014-01-01', basisPoints: 2000 }],
  GR: [{ from: '2020-01-01', basisPoints: 2400 }],
  HR: [{ from: '2020-01-01', basisPoints: 2500 }],
  HU: [{ from: '2020-01-01', basisPoints: 2700 }],
  IE: [{ from: '2021-03-01', basisPoints: 2300 }],
  IT: [{ from: '2020-01-01', basisPoints: 2200 }],
  LT: [{ from: '2020-01-01', basisPoints: 2100 }],
  LU: [{ from: '2024-01-01', basisPoints: 1700 }],
  LV: [{ from: '2020-01-01', basisPoints: 2100 }],
  MT: [{ from: '2020-01-01', basisPoints: 1800 }],
  NL: [{ from: '2020-01-01', basisPoints: 2100 }],
  PL: [{ from: '2020-01-01', basisPoints: 2300 }],
  PT: [{ from: '2020-01-01', basisPoints: 2300 }],
  RO: [
    { from: '2020-01-01', basisPoints: 1900 },
    { from: '2025-08-01', basisPoints: 2100 },
  ],
  SE: [{ from: '2020-01-01', basisPoints: 2500 }],
  SI: [{ from: '2020-01-01', basisPoints: 2200 }],
  SK: [{ from: '2025-01-01', basisPoints: 2300 }],
}

/** Distance sales to other member states below this a year are taxed at home: VAT left out, in cents. CGI 259 D, directive 59c. */
export const ossThresholdMinor = 1_000_000
export const homeCountry = 'FR'

export const isMemberState = (country: string): boolean => Object.hasOwn(standardRates, country)

/** The standard rate of a member state on a day (`2026-11-29`); undefined outside the Union, where a sale is an export. */
export const standardRate = (country: string, day: string): number | undefined =>
  standardRates[country]?.findLast(({ from }) => from <= day)?.basisPoints

export type Placing = { readonly country: string; readonly day: string; readonly isTaxedAbroad: boolean }

/**
 * Where a line is taxed and at which rate. Goods under the margin scheme are taxed at home wherever in the Union they go
 * (BOFiP 3 K 3221); outside the Union a sale is exempt (CGI 262 I).
 */
export function placeOfTax(
  scheme: string,
  { country, day, isTaxedAbroad }: Placing,
): { country: string; rateBasisPoints: number } {
  const isExport = !isMemberState(country) && country !== 'MC'
  if (isExport && (scheme === 'margin' || scheme === 'normal')) return { country, rateBasisPoints: 0 }
  const place = scheme === 'normal' && isTaxedAbroad && isMemberState(country) ? country : homeCountry
  const isTaxed = scheme === 'normal' || scheme === 'margin'
  return { country: place, rateBasisPoints: isTaxed ? (standardRate(place, day) ?? 0) : 0 }
}
