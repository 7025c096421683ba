import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {refuseStrangeFile} from '../../src/adapters/import/strange-files.js';
import {Failure} from '../../src/core/domain/errors.js';

function refusal(text: string, file = 'f'): Failure | null {
  try {
    refuseStrangeFile(text, file);
    return null;
  } catch (error) {
    return error as Failure;
  }
}

const haproxy = `# comment
global
    log stdout format raw local0
    maxconn 4096

defaults
    mode http
    timeout connect 5s

frontend web
    bind *:80
    default_backend app

backend app
    balance roundrobin
    server a 10.0.0.1:80 check
`;

describe('a file that is something else', () => {
  it.each([
    ['', 'an empty file'],
    ['\n  \n', 'an empty file'],
    ['# nothing\n\n# yet\n', 'a file with nothing but comments'],
    ['\x7fELF\0\0', 'a binary file'],
    ['PK\uFFFD\uFFFD', 'a binary file'],
    ['#!/bin/sh\nset -e\ndocker run x\n', 'a shell script'],
    ['#!/usr/bin/env bash\n', 'a shell script'],
    ['#!/usr/bin/env python3\nx = 1\n', 'a script'],
    [haproxy, 'a configuration of HAProxy, which is not imported'],
    ['frontend web\n  bind :80\n  default_backend b\n', 'a configuration of HAProxy, which is not imported'],
    ['listen app\n\tbind :80\n\tserver a 10.0.0.1:80\n', 'a configuration of HAProxy, which is not imported'],
    ['a.example.com {\n  reverse_proxy app:8080\n}\n', 'a Caddyfile, which is not imported'],
    [
      '{\n  email a@example.com\n}\n:80 {\n  handle_path /api/* {\n    reverse_proxy api:80\n  }\n}\n',
      'a Caddyfile, which is not imported',
    ],
    ['<VirtualHost *:80>\n  ProxyPass / http://app/\n</VirtualHost>\n', 'a configuration of Apache, which is not imported'],
    ['entryPoints:\n  web:\n    address: ":80"\n', 'a configuration of Traefik, which is not imported'],
    ['http:\n  routers:\n    app:\n      rule: Host(`a`)\n', 'a configuration of Traefik, which is not imported'],
    ['[entryPoints]\n  [entryPoints.web]\n    address = ":80"\n', 'a configuration of Traefik, which is not imported'],
    ['static_resources:\n  listeners: []\n', 'a configuration of Envoy, which is not imported'],
    ['apiVersion: muster/v1\nnodes: {}\n', 'a topology of Muster already'],
    ['apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\n', 'a manifest of Kubernetes'],
    ['{"apiVersion": "v1", "kind": "Service"}', 'a manifest of Kubernetes'],
    ['---\n# x\nkind: Service\napiVersion: v1\n', 'a manifest of Kubernetes'],
    ['apiVersion: v2\nname: shop\nversion: 1.0.0\n', 'a Helm chart'],
    ['metadata:\n  name: {{ include "shop.name" . }}\n', 'a template of a Helm chart'],
    ['replicaCount: 2\nimage:\n  repository: a/b\n  tag: "1"\n', 'the values of a Helm chart'],
    ['- hosts: all\n  tasks: []\n', 'a playbook of Ansible'],
    ['resource "aws_instance" "a" {\n  ami = "x"\n}\n', 'a configuration of Terraform'],
    ['job "shop" {\n  type = "service"\n}\n', 'a job of Nomad'],
    ['FROM node:26\nRUN npm ci\n', 'a Dockerfile'],
    ['ARG V=1\nFROM node:${V} AS build\n', 'a Dockerfile'],
    ['[Unit]\nDescription=a\n[Service]\nExecStart=/a\n', 'a unit of systemd'],
    ['[server]\nport = 80\n', 'an INI or TOML file'],
    ['<!doctype html>\n<html></html>\n', 'HTML or XML'],
    ['{"name": "a", "scripts": {"start": "node ."}}', 'a package.json'],
    ['[{"Id": "1", "Config": {}, "HostConfig": {}}]', 'what docker inspect prints'],
    ['A=1\nexport B="x y"\n# c\n', 'a file of variables, such as .env'],
    ['docker run -d -p 80:80 nginx\n', 'a list of docker run commands'],
  ])('%j is %s', (text, is) => {
    const failure = refusal(text, 'some.file')!;
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({code: 'FILE_KIND_UNKNOWN', exitCode: 2, details: {is}});
    expect(failure.message).toBe(`some.file:1: this is ${is}; compose files and nginx configurations can be imported.`);
    expect(failure.hint).toMatch(/muster (?:topology import -f compose\.yaml|plan -f some\.file)/);
  });

  const fixtures = join(import.meta.dirname, 'fixtures');
  it.each([
    ...readdirSync(fixtures).map((name) => readFileSync(join(fixtures, name), 'utf8')),
    'services:\n  a: {image: b}\n',
    'version: "3.8"\nservices:\n  a:\n    image: b\n    deploy: {replicas: 2, placement: {constraints: [node.role == worker]}}\n',
    '{"services": {"a": {"image": "b"}}}',
    'environment:\n  - A=1\n',
    'name: shop\nservices: {}\n',
    'services: {a: {image: caddy}}\nconfigs:\n  c:\n    content: |\n      :80 {\n        reverse_proxy a:80\n      }\n',
    'configs: {c: {content: "x"}}\nservices:\n  a:\n    image: b\n    command: |\n      apiVersion: 1\n      kind: x\n',
    'x-base: &base\n  image: a\nservices:\n  a: {<<: *base, command: ["global", "defaults"]}\n',
    'services:\n  proxy:\n    image: traefik\n    command: --providers.docker\n    labels: ["traefik.http.routers.a.rule=Host(`a`)"]\n',
    'user www-data;\nevents {}\nhttp {\n  include mime.types;\n  server { listen 80; }\n}\n',
    'upstream a {\n  server b:80;\n}\n',
    'map $http_upgrade $connection_upgrade {\n  default upgrade;\n}\nserver {\n  listen 80;\n}\n',
    'server {\n  listen 80;\n  location / {\n    proxy_pass http://a;\n  }\n}\n',
    'stream {\n  server {\n    listen 80;\n  }\n}\n',
  ])('%# of compose and nginx is not refused', (text) => {
    expect(refusal(text)).toBeNull();
  });
});
