import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** A process that is started again when it ends by itself, and ended when it is told to. */
export type Program = {
  readonly name: string
  readonly script: string
  readonly env?: Readonly<Record<string, string>>
}

export type Message = { readonly kind: string } & Readonly<Record<string, unknown>>

export type Listener = {
  onMessage(program: Program, message: Message): void
  onCrash(program: Program, crash: { reason: string; delayMs: number }): void
  /** The program said that only a person can mend it. */
  onFault(program: Program): void
}

export type Supervised = { restart(): void; stop(): Promise<void> }

const limits = { stopMs: 20_000, healthyMs: 60_000, delaysMs: [250, 1_000, 3_000, 10_000] }

export function supervise(program: Program, root: string, listener: Listener): Supervised {
  let child: ChildProcess
  let crashes = 0
  let isStopping = false
  let timer: NodeJS.Timeout | undefined

  const start = (): void => {
    timer = undefined
    const startedAt = Date.now()
    let isFaulty = false
    child = spawn(process.execPath, [program.script], {
      cwd: root,
      env: { ...process.env, ...program.env },
      // The channel tells the child when this process dies, whichever way.
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    child.on('message', (message: Message) => {
      if (message.kind === 'fault') isFaulty = true
      listener.onMessage(program, message)
    })
    child.once('exit', (code, signal) => {
      if (isStopping) return
      if (isFaulty) return listener.onFault(program)
      if (Date.now() - startedAt > limits.healthyMs) crashes = 0
      const delayMs = limits.delaysMs[Math.min(crashes, limits.delaysMs.length - 1)] ?? 0
      crashes += 1
      listener.onCrash(program, { reason: signal ?? `exit code ${code}`, delayMs })
      timer = setTimeout(start, delayMs)
    })
  }

  const end = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGTERM')
    const giveUp = setTimeout(() => child.kill('SIGKILL'), limits.stopMs)
    await exited
    clearTimeout(giveUp)
  }

  start()
  return {
    restart() {
      if (timer) return
      child.removeAllListeners('exit')
      void end().then(start)
    },
    async stop() {
      isStopping = true
      clearTimeout(timer)
      await end()
    },
  }
}
