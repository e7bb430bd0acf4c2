import type { MediaGrade } from '#modules/catalog'
import type { WantedListing } from '#modules/channels'
import { type ConditionName, conditionNames, type MiraklSettings } from './settings.ts'

/**
 * Operators word their conditions themselves (OF61, French or English), so they are recognised by their words; the most
 * telling ones first, because "très bon état" also holds "bon état". Anything else is not used.
 */
const wordings: readonly (readonly [RegExp, ConditionName | undefined])[] = [
  [/reconditionn|refurbish|renewed|pi[eè]ces|parts/, undefined],
  [/comme neuf|like new|near mint|quasi.?neuf|parfait/, 'like-new'],
  [/tr[eè]s bon|very good/, 'very-good'],
  [/bon [eé]tat|\bgood\b|\bbon\b/, 'good'],
  [/acceptable|correct|moyen|satisfaisant|fair/, 'acceptable'],
  [/neuf|\bnew\b/, 'new'],
  // An operator that knows only "used" promises nothing more with it.
  [/occasion|\bused\b|second.?hand/, 'acceptable'],
]

type OfferState = { readonly code: string; readonly label: string }

/** The operator's code for each condition it has; of two with the same meaning the first (its own order) counts. */
export function readStates(states: readonly OfferState[]): Record<string, string> {
  const known = states.flatMap(({ code, label }) => {
    const name = conditionOf(label)
    return name ? [[name, code] as const] : []
  })
  return Object.fromEntries(known.toReversed())
}

function conditionOf(label: string): ConditionName | undefined {
  const text = label.toLowerCase()
  return wordings.find(([pattern]) => pattern.test(text))?.[1]
}

const bestConditionOf: Readonly<Record<MediaGrade, ConditionName | undefined>> = {
  M: 'like-new',
  NM: 'like-new',
  'VG+': 'very-good',
  VG: 'good',
  'G+': 'acceptable',
  G: 'acceptable',
  F: undefined,
  P: undefined,
}

/** The best condition this operator has that promises no more than the grade does; undefined when there is none. */
export function stateCodeOf(
  { condition, mediaGrade }: Pick<WantedListing, 'condition' | 'mediaGrade'>,
  { states }: Pick<MiraklSettings, 'states'>,
): string | undefined {
  if (condition === 'new') return states.new
  const best = bestConditionOf[mediaGrade ?? 'P']
  const worse = best === undefined ? [] : conditionNames.slice(conditionNames.indexOf(best))
  return worse.map((name) => states[name]).find((code) => code !== undefined)
}
