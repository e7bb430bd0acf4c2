import { Box, Group, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { BackLink } from './back-link.tsx'

type PageProps = {
  title: string
  about?: ReactNode
  back?: { to: string; label: string }
  actions?: ReactNode
  children: ReactNode
}

/** The same head on every page: where one is, what it is, what may be done. */
export function Page({ title, about, back, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Étal`
  }, [title])
  return (
    <Box maw={1280} mx="auto" pb="xl">
      {back && <BackLink to={back.to}>{back.label}</BackLink>}
      <Group justify="space-between" align="flex-end" mb="md" gap="sm">
        <div>
          <Title order={1} fz={{ base: 24, sm: 28 }}>
            {title}
          </Title>
          {about && (
            <Text component="div" size="sm" c="dimmed" mt={2}>
              {about}
            </Text>
          )}
        </div>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Box>
  )
}
