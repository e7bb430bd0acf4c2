import { HtmlValidate } from 'html-validate'

/**
 * Everything html-validate recommends, and these exceptions:
 * - `tel-non-breaking`: the merchant types the telephone number; its line does not break by style sheet.
 */
const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: { 'tel-non-breaking': 'off', 'input-missing-label': 'error' },
})

/** What is wrong with a page, each fault with where it stands. */
export async function htmlFaults(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html)
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line, column }) => `${ruleId}: ${message} (${line}:${column})`),
  )
}
