export const movedKinds = ['product', 'artist', 'label', 'path'] as const
export type MovedKind = (typeof movedKinds)[number]
export type Move = { readonly kind: MovedKind; readonly from: string; readonly to: string }
