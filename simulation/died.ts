/** A simulated process is dead: nothing it still tries happens any more. */
export class Died extends Error {
  constructor(process: string) {
    super(`${process} is dead`)
    this.name = 'Died'
  }
}
