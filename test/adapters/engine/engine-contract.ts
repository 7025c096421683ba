import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {ContainerSpec, ObservedContainer, ProjectSpec, SecretRef} from '../../../src/core/domain/container.js';
import type {Node} from '../../../src/core/domain/model.js';
import type {Engine, StartRequest} from '../../../src/core/ports/engine.js';
import {secretKey} from '../../../src/core/ports/secrets.js';
import {containerLabelsFor, containerSpec} from '../../support/container-specs.js';

export interface EngineRig {
  readonly engine: Engine;
  readonly node: Node;
  readonly installation: string;
  /** An image that is there. */
  readonly image: string;
  /** Command with which the image says `started <name>` and runs until it is stopped. */
  command(name: string): readonly string[];
  readonly hostPort: number;
  /** The same container such that it never gets healthy. */
  sicken(spec: ContainerSpec): ContainerSpec;
  dispose(): Promise<void>;
}

const password: SecretRef = {org: 'acme', env: 'prod', app: null, name: 'PASSWORD', version: 1};
const secrets = new Map([[secretKey(password), 'p@ss$word']]);

/** What every engine must do; each effect is brought about twice. */
export function engineContract(name: string, makeRig: () => Promise<EngineRig>): void {
  describe(`engine contract: ${name}`, () => {
    let rig: EngineRig;
    let network: string;
    let project: string;

    beforeAll(async () => {
      rig = await makeRig();
      network = `${rig.installation}-net`;
      project = `${rig.installation}-prod`;
    });
    afterAll(async () => rig.dispose());

    const twice = async (effect: () => Promise<unknown>) => {
      await effect();
      await effect();
    };
    const spec = (container: string, change: Partial<ContainerSpec> = {}, digest = 'spec-1') =>
      containerSpec(container, {
        image: rig.image,
        command: rig.command(container),
        network: {kind: 'bridge', name: network, aliases: [`${container}-alias`]},
        labels: containerLabelsFor({installation: rig.installation, name: container, spec: digest}),
        ...change,
      });
    const one = (change: Partial<ContainerSpec> = {}, digest?: string) =>
      spec(
        'one',
        {
          environment: {PLAIN: 'a$b', URL: ['redis://:', {secret: password, encode: 'uri'}, '@h']},
          ports: [{hostAddress: '127.0.0.1', hostPort: rig.hostPort, containerPort: 8080}],
          ...change,
        },
        digest,
      );
    const start = (
      containers: readonly ContainerSpec[],
      names = containers.map((container) => container.name),
      more: Pick<StartRequest, 'expectHeld'> = {},
    ) => {
      const wanted: ProjectSpec = {name: project, containers};
      return rig.engine.ensureRunning({node: rig.node, project: wanted, names, secrets, ...more});
    };
    const observed = async () => {
      const {containers} = await rig.engine.observe(rig.node, rig.installation);
      return new Map(containers.map((container): [string, ObservedContainer] => [container.name, container]));
    };

    it('sees nothing at first', async () => {
      expect(await rig.engine.observe(rig.node, rig.installation)).toEqual({containers: [], networks: []});
    });

    it('makes a network once', async () => {
      await twice(() => rig.engine.ensureNetwork(rig.node, network, {'muster.installation': rig.installation}));
      const {networks} = await rig.engine.observe(rig.node, rig.installation);
      expect(networks.map((found) => found.name)).toEqual([network]);
    });

    it('starts only the containers that are named, and leaves them alone the second time', async () => {
      await start([one(), spec('two')], ['one']);
      const first = await observed();
      expect([...first.keys()]).toEqual(['one']);
      expect(first.get('one')).toMatchObject({
        state: 'running',
        health: 'healthy',
        project,
        kind: 'instance',
        spec: 'spec-1',
        node: rig.node.name,
        hostPorts: [rig.hostPort],
      });
      await start([one(), spec('two')], ['one']);
      expect((await observed()).get('one')?.id).toBe(first.get('one')?.id);
    });

    it('starts nothing when nothing is named', async () => {
      await start([one(), spec('two')], []);
      expect([...(await observed()).keys()]).toEqual(['one']);
    });

    it('gives the container its literals and secrets byte by byte', async () => {
      const id = (await observed()).get('one')?.id ?? '';
      expect(await rig.engine.readEnvironment(rig.node, id)).toMatchObject({PLAIN: 'a$b', URL: 'redis://:p%40ss%24word@h'});
    });

    it('replaces nothing for whoever has lost what it holds', async () => {
      const before = await observed();
      const expectHeld = () => Promise.reject(new Error('lost'));
      const changed = one({environment: {PLAIN: 'late'}}, 'spec-late');
      await expect(start([changed, spec('two')], ['one'], {expectHeld})).rejects.toThrow('lost');
      expect((await observed()).get('one')).toEqual(before.get('one'));
    });

    it('replaces a container whose specification changed, and no other', async () => {
      await start([one(), spec('two')], ['two']);
      const before = await observed();
      await twice(() => start([one({environment: {PLAIN: 'new'}}, 'spec-2'), spec('two')], ['one']));
      const after = await observed();
      expect(after.get('one')).toMatchObject({spec: 'spec-2', state: 'running', health: 'healthy'});
      expect(after.get('one')?.id).not.toBe(before.get('one')?.id);
      expect(after.get('two')?.id).toBe(before.get('two')?.id);
      expect(after.size).toBe(2);
    });

    it('reads the log of one container plain and of several prefixed', async () => {
      const read = async (names: readonly string[]) => {
        const lines: string[] = [];
        for await (const line of rig.engine.readLogs({node: rig.node, project, names, tail: 5, follow: false})) lines.push(line);
        return lines;
      };
      expect(await read(['one'])).toContain('started one');
      expect(await read(['one', 'two'])).toEqual(expect.arrayContaining(['one | started one', 'two | started two']));
    });

    it('stops a container and starts it again', async () => {
      const request = {node: rig.node, project, names: ['two'], stopGraceMs: 1000};
      await twice(() => rig.engine.ensureStopped(request));
      expect((await observed()).get('two')).toMatchObject({state: 'exited', health: 'none'});
      await start([spec('two')]);
      expect((await observed()).get('two')).toMatchObject({state: 'running', health: 'healthy'});
    });

    it('says which container did not become healthy', async () => {
      await expect(start([rig.sicken(spec('sick'))])).rejects.toMatchObject({
        code: 'UNHEALTHY',
        exitCode: 6,
        details: {container: 'sick'},
      });
    });

    it('removes a container and leaves the others', async () => {
      const request = {node: rig.node, project, names: ['one', 'sick'], stopGraceMs: 1000};
      await twice(() => rig.engine.ensureRemoved(request));
      expect([...(await observed()).keys()]).toEqual(['two']);
    });

    it('removes a project and a network', async () => {
      await twice(() => rig.engine.ensureProjectRemoved(rig.node, project, true));
      await twice(() => rig.engine.ensureNetworkRemoved(rig.node, network));
      expect(await rig.engine.observe(rig.node, rig.installation)).toEqual({containers: [], networks: []});
    });

    it('knows its versions and its images', async () => {
      const versions = await rig.engine.readVersions(rig.node);
      expect(versions.engine).toMatch(/^\d+\./);
      expect(versions.compose).toMatch(/^\d+\.\d+\.\d+$/);
      const id = await rig.engine.readImage(rig.node, rig.image);
      expect(id).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(await rig.engine.ensureImage(rig.node, rig.image)).toBe(id);
    });
  });
}
