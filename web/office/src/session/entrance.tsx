import { useQuery } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { Problem } from '../blocks/problem.ts'
import { ProblemNotice } from '../blocks/problem-notice.tsx'
import { queryClient } from '../blocks/query-client.ts'
import { demoQuery } from '../pages/settings/settings-query.ts'
import { router } from '../router.tsx'
import { Door } from './door.tsx'
import { FirstOwnerPage } from './first-owner-page.tsx'
import { meQuery } from './me-query.ts'
import { SignInPage } from './sign-in-page.tsx'

const setupToken = (): string | null =>
  location.pathname.endsWith('/setup') ? new URLSearchParams(location.search).get('token') : null

/** Whoever is signed in gets the office, everybody else the door; the wanted address stays. */
export function Entrance() {
  const me = useQuery(meQuery)
  const isSignedOut = me.error instanceof Problem && me.error.status === 401
  const demo = useQuery({ ...demoQuery, enabled: isSignedOut })
  const token = setupToken()
  const enter = () => void queryClient.resetQueries()
  const open = () => location.assign('/office/')

  if (token !== null) return <FirstOwnerPage token={token} onReady={open} />
  if (me.isSuccess) return <RouterProvider router={router} />
  if (isSignedOut) return <SignInPage demo={demo.data?.signIn ?? undefined} onSignedIn={enter} />
  if (!me.isError) return null
  return (
    <Door title="Étal">
      <ProblemNotice error={me.error} retry={enter} />
    </Door>
  )
}
