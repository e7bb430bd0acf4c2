import { Skeleton, Stack } from '@mantine/core'

export const PageSkeleton = () => (
  <Stack gap="md" maw={1280} mx="auto" aria-busy>
    <Skeleton height={32} width={260} />
    <Skeleton height={180} radius={8} />
    <Skeleton height={240} radius={8} />
  </Stack>
)
