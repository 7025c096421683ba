/** The few fields of the Docker Engine's answers that are read. */

export const composeLabels = {project: 'com.docker.compose.project', service: 'com.docker.compose.service'} as const;

export interface ContainerSummary {
  readonly Id: string;
  readonly Names: readonly string[];
  readonly Image: string;
  readonly Labels: Readonly<Record<string, string>>;
  readonly State: string;
  /** `Up 3 seconds (healthy)`. */
  readonly Status: string;
  readonly Ports: readonly {readonly PublicPort?: number}[];
}

export interface ImageConfig {
  readonly Env: readonly string[] | null;
  readonly Cmd: readonly string[] | null;
  readonly Entrypoint: readonly string[] | null;
  readonly User: string;
}

export interface ImageDetail {
  readonly Id: string;
  readonly Config: Partial<ImageConfig> | null;
}

/** The engine keeps the last five. */
export interface HealthRun {
  readonly Output: string;
  readonly ExitCode?: number;
}

export interface ContainerDetail {
  readonly Id: string;
  /** Id of its image. */
  readonly Image: string;
  readonly HostConfig: {readonly PortBindings: Readonly<Record<string, readonly {readonly HostPort: string}[] | null>> | null};
  readonly Mounts: readonly {
    readonly Type: string;
    readonly Name?: string;
    readonly Source: string;
    readonly Destination: string;
  }[];
  readonly RestartCount: number;
  readonly State: {
    readonly Status: string;
    readonly ExitCode: number;
    readonly OOMKilled: boolean;
    readonly StartedAt: string;
    readonly Health?: {
      readonly Status: string;
      /** Failures in a row. */
      readonly FailingStreak?: number;
      readonly Log: readonly HealthRun[] | null;
    };
  };
  readonly Config: ImageConfig & {
    /** As it was asked for. */
    readonly Image: string;
    readonly Tty: boolean;
    readonly Labels: Readonly<Record<string, string>>;
  };
}

export interface NetworkSummary {
  readonly Id: string;
  readonly Name: string;
  readonly Created: string;
  readonly Labels: Readonly<Record<string, string>> | null;
  /** Only in the answer about one network; containers that run. */
  readonly Containers?: Readonly<Record<string, unknown>> | null;
}

export interface VolumeList {
  readonly Volumes: readonly {readonly Name: string}[] | null;
}

export function containerName(container: Pick<ContainerSummary, 'Names'>): string {
  return (container.Names[0] ?? '').replace(/^\//, '');
}
