export interface SimulatedSecureScore {
  readonly on: string;
  /** By control id; the sum is the current score. */
  scores: Record<string, number>;
}

export interface SimulatedControl {
  readonly id: string;
  title: string;
  category: 'Identity' | 'Data' | 'Apps' | 'Device';
  service: string;
  maxScore: number;
  rank: number;
  userImpact: 'Low' | 'Moderate' | 'High';
  implementationCost: 'Low' | 'Moderate' | 'High';
  deprecated: boolean;
  state: 'Default' | 'Ignored' | 'ThirdParty' | 'Reviewed';
  remediation: string;
  actionUrl: string;
}
