import { Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** An empty place is an occasion: the awning, one sentence, what to do next. */
export function Empty({ title, about, action }: { title: string; about?: string | undefined; action?: ReactNode }) {
  return (
    <div className="card">
      <Stack align="center" gap="xs" px="md" pb={40} pt={0}>
        <div className="awning" style={{ width: 220, marginBottom: 24 }} aria-hidden />
        <Title order={2} fz={20} ta="center">
          {title}
        </Title>
        {about && (
          <Text c="dimmed" size="sm" maw={440} ta="center">
            {about}
          </Text>
        )}
        {action}
      </Stack>
    </div>
  )
}
