import { QueryClient } from '@tanstack/react-query'
import { Problem } from './problem.ts'

const retriesMax = 2

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // The API's refusals do not change by asking again; a dropped connection may.
      retry: (failures, error) => !(error instanceof Problem) && failures < retriesMax,
    },
  },
})
