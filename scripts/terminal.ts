import type { OwnerState } from '#modules/team'
import { type Lang, translate } from '#platform/i18n'

type Picture = {
  readonly lang: Lang
  readonly version: string
  readonly publicUrl: string
  readonly sandboxUrl: string | undefined
  readonly owner: OwnerState
}

/** What `npm start` tells a person, in the language of their terminal. */
export function terminalPicture({ lang, version, publicUrl, sandboxUrl, owner }: Picture): string {
  const text = (key: string, values = {}): string => translate(lang, `terminal:${key}`, values)
  const signIn = {
    demo: () => text('signInDemo', owner),
    setup: () => text('signInSetup', { url: `${publicUrl}/office/setup?token=${'token' in owner ? owner.token : ''}` }),
    exists: () => text('signInExists'),
  }[owner.kind]()
  const rows: [string, string][] = [
    ['shop', `${publicUrl}/`],
    ['office', `${publicUrl}/office`],
    ['signIn', signIn],
    ['api', `${publicUrl}/api/docs`],
    ...(sandboxUrl ? [['sandbox', `${sandboxUrl}/  (${text('sandboxNote')})`] satisfies [string, string]] : []),
    ['stop', text('stopHow')],
  ]
  const width = Math.max(...rows.map(([key]) => text(key).length))
  return [
    '',
    `  Étal ${version}`,
    '',
    ...rows.map(([key, value]) => `  ${text(key).padEnd(width)}   ${value}`),
    '',
    '',
  ].join('\n')
}
