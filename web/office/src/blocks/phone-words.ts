/** Telephone numbers are kept as +33612345678; French ones are read as they are dialled. The server decides what a number is. */
export const phoneWords = (phone: string): string => {
  const french = /^\+33(\d{9})$/.exec(phone)?.[1]
  return french ? `0${french}`.replace(/(..)(?=.)/g, '$1 ') : phone
}
