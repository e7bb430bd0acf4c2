export function Incidents(_: object) { return null }
