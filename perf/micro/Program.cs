using Basalt.Perf.Micro.Engine;

using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromAssembly(typeof(ChecksumBenchmark).Assembly).Run(args);
return 0;
