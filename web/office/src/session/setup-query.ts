import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../api.ts'

export const setupQuery = queryOptions({ queryKey: ['setup'], queryFn: () => answer(api.GET('/setup')) })
