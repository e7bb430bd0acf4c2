/** Photos are stored under photos/…; only that part of the file store is public. */
export const photoUrl = (fileKey: string): string => `/photos/${fileKey.replace(/^photos\//, '')}`
