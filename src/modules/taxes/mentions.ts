import type { TaxScheme } from './scheme.ts'

/** What the law wants written, word for word, from a day on; old wordings stay for the papers of their time. */
const mentions: readonly {
  readonly scheme: TaxScheme
  readonly from: string
  readonly text: string
  readonly law: string
}[] = [
  {
    scheme: 'margin',
    from: '2013-10-11',
    text: 'Régime particulier – Biens d’occasion',
    law: 'CGI ann. II 242 nonies A I 16°',
  },
  {
    scheme: 'exempt',
    from: '2000-01-01',
    text: 'TVA non applicable, article 293 B du CGI',
    law: 'CGI 293 E',
  },
]

/** The mention that belongs to a scheme on a day; undefined where VAT itself is shown. */
export const mentionOf = (scheme: TaxScheme, day: string): string | undefined =>
  mentions.findLast((mention) => mention.scheme === scheme && mention.from <= day)?.text
