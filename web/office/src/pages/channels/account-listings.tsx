export function AccountListings(_: object) { return null }
