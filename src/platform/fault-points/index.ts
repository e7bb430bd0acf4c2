let armed: string | undefined

/** Called once at start with the configured name; tests of crashes set it through ETAL_FAULT_POINT. */
export function armFaultPoint(name: string | undefined): void {
  armed = name
}

/** Dies like a pulled plug when this point is armed: no handlers, no flushing. Does nothing otherwise. */
export function faultPoint(name: string): void {
  if (armed === name) process.kill(process.pid, 'SIGKILL')
}
