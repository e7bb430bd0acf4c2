export function ConnectForm(_: object) { return null }
