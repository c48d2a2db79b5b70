# Kvitt as one image: the command decides the role ("worker import", "migrate", "start", ...).
# The database is outside (DATABASE_URL), so the embedded PostgreSQL (an optional dependency) is left out.
ARG NODE_VERSION=24

FROM node:${NODE_VERSION}-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
COPY jobs ./jobs
COPY workers ./workers
RUN npm run build

FROM node:${NODE_VERSION}-bookworm-slim AS dependencies
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional

FROM node:${NODE_VERSION}-bookworm-slim
# The home folder and the folders that others use are volumes: a new volume takes the owner that they have here.
RUN install -d -o node -g node /data /inbox /receivables /sie \
  && ln -s /app/bin/kvitt.js /usr/local/bin/kvitt
WORKDIR /app
COPY --from=dependencies /build/node_modules ./node_modules
COPY --from=build /build/dist ./dist
COPY package.json LICENSE ./
COPY bin ./bin
COPY migrations ./migrations
ENV NODE_ENV=production KVITT_HOME=/data KVITT_INBOX=/inbox KVITT_RECEIVABLES=/receivables KVITT_SIE=/sie
USER node
VOLUME ["/data", "/inbox", "/receivables", "/sie"]
ENTRYPOINT ["node", "bin/kvitt.js"]
CMD ["--help"]
