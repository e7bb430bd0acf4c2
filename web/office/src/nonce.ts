const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''

// The scroll lock under Mantine's dialogs writes its own style element and looks for the nonce here.
Object.assign(globalThis, { __webpack_nonce__: nonce })

/** The nonce of this answer, written into the page by the server: styles made at run time must carry it. */
export const readNonce = (): string => nonce
