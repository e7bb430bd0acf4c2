/** The database cannot be used as it is, and the message tells a person what to do; a stack would not help them. */
export class DatabaseFault extends Error {
  override readonly name = 'DatabaseFault'
}
