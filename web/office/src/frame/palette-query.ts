import { queryOptions } from '@tanstack/react-query'
export const paletteQuery = (text: string) => queryOptions({ queryKey: ['palette', text], queryFn: async (): Promise<{to:string,title:string,detail:string}[]> => [] })
