import type { ShopLocals } from '#app/shop'
import { verdicts as knownVerdicts, writeReview } from '#modules/reviews'

type Verdict = (typeof knownVerdicts)[number]
const isVerdict = (text: string): text is Verdict => knownVerdicts.some((verdict) => verdict === text)

export type ReviewForm = {
  readonly stars: number | undefined
  readonly body: string
  readonly verdicts: ReadonlyMap<string, Verdict>
}

/** What was ticked and typed; a copy left at "I cannot say yet" has no verdict. */
export function readReviewForm(form: FormData, lineIds: readonly string[]): ReviewForm {
  const stars = Number(form.get('stars'))
  const verdicts = new Map<string, Verdict>()
  for (const lineId of lineIds) {
    const value = String(form.get(`line-${lineId}`) ?? '')
    if (isVerdict(value)) verdicts.set(lineId, value)
  }
  return {
    stars: Number.isInteger(stars) && stars >= 1 && stars <= 5 ? stars : undefined,
    body: String(form.get('body') ?? '').slice(0, 2000),
    verdicts,
  }
}

export async function sendReview({ cx, lang }: ShopLocals, token: string, form: ReviewForm): Promise<void> {
  if (form.stars === undefined) return
  await writeReview(cx, { token, lang, shopStars: form.stars, body: form.body, verdicts: form.verdicts })
}
