// Loaded before the first TypeScript file (`node -r`), in a language that every Node understands.
const wanted = '24.12'
const [major, minor] = process.versions.node.split('.').map(Number)
const [majorMin, minorMin] = wanted.split('.').map(Number)

if (major < majorMin || (major === majorMin && minor < minorMin)) {
  const advice =
    process.platform === 'darwin'
      ? 'On macOS install it yourself, e.g. "brew install node@24" or "nvm install 24", and start again.'
      : 'npm brings it along: run "npm ci" without --omit=optional, and start Étal with "npm start".'
  process.stderr.write(`\nÉtal needs Node ${wanted} or newer; this is Node ${process.versions.node}.\n${advice}\n\n`)
  process.exit(1)
}
