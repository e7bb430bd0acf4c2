export function VariantListings(_: object) { return null }
