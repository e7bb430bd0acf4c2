import { useQuery } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { Problem } from '../blocks/problem.ts'
import { ProblemNotice } from '../blocks/problem-notice.tsx'
import { queryClient } from '../blocks/query-client.ts'
import { router } from '../router.tsx'
import { Door } from './door.tsx'
import { FirstOwnerPage } from './first-owner-page.tsx'
import { meQuery } from './me-query.ts'
import { setupQuery } from './setup-query.ts'
import { SignInPage } from './sign-in-page.tsx'

const isSignedOut = (error: unknown): boolean => error instanceof Problem && error.status === 401

/** Whoever is signed in gets the office, everybody else the door; the wanted address stays. */
export function Entrance() {
  const me = useQuery(meQuery)
  const setup = useQuery({ ...setupQuery, enabled: isSignedOut(me.error) })
  const enter = () => void queryClient.resetQueries()

  if (me.isSuccess) return <RouterProvider router={router} />
  const failure = setup.error ?? (isSignedOut(me.error) ? undefined : me.error)
  if (failure) {
    return (
      <Door title="Étal">
        <ProblemNotice error={failure} retry={enter} />
      </Door>
    )
  }
  if (!setup.data) return null
  if (setup.data.needsOwner) return <FirstOwnerPage onReady={enter} />
  return <SignInPage demo={setup.data.demo} onSignedIn={enter} />
}
