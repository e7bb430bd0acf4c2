import { Group, Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'

/** A part of a page with its own heading. */
export function Panel({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  const id = useId()
  return (
    <section className="card" style={{ padding: 16 }} aria-labelledby={id}>
      <Group justify="space-between" mb="sm">
        <Title order={2} fz={16} id={id}>
          {title}
        </Title>
        {aside}
      </Group>
      {children}
    </section>
  )
}
