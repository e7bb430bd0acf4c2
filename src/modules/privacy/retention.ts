/**
 * How long the law has a French shop keep what (read 2026-11): the reasons an erasure leaves something behind, and what the
 * privacy page says. Texts are in privacy.json under `rule.<name>`.
 */
export const retentionRules = {
  invoices: { years: 6, source: 'LPF, art. L102 B' },
  oss: { years: 10, source: 'LPF, art. L102 B, I' },
  books: { years: 10, source: 'Code de commerce, art. L123-22' },
  contracts: { years: 10, source: 'Code de la consommation, art. L213-1 et D213-2' },
  register: { years: 10, source: 'Code pénal, art. R321-6' },
  marketing: { years: 3, source: 'CNIL' },
  accounts: { years: 2, source: 'CNIL' },
  consents: { years: 0.5, source: 'CNIL' },
} as const satisfies Record<string, { years: number; source: string }>

export type RetentionRule = keyof typeof retentionRules
export const retentionRuleNames = [
  'invoices',
  'oss',
  'books',
  'contracts',
  'register',
  'marketing',
  'accounts',
  'consents',
] as const satisfies readonly RetentionRule[]
