/** The one allow-listed business of this stand-in; the portal shows both keys in one line with a comma. */
export const seller = { accessKey: 'sandbox-vinted-access', signingKey: 'sandbox-vinted-signing' } as const
