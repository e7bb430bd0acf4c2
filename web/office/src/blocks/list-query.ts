import { infiniteQueryOptions, keepPreviousData, type QueryKey } from '@tanstack/react-query'

export type ListPage<Row> = { items: readonly Row[]; nextCursor: string | null; total?: number | undefined }

/** A list that is read page by page with the API's cursor; the key starts with the resource's name so that a mutation can refresh it. */
export const listQuery = <Row>(queryKey: QueryKey, readPage: (cursor: string | undefined) => Promise<ListPage<Row>>) =>
  infiniteQueryOptions({
    queryKey: [...queryKey, 'list'],
    queryFn: ({ pageParam }) => readPage(pageParam),
    initialPageParam: startOfList(),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  })

export type ListQuery<Row> = ReturnType<typeof listQuery<Row>>

const startOfList = (): string | undefined => undefined
