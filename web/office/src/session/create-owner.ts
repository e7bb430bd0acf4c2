export const createOwner = async (_: object) => {}
