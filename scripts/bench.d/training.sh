# SPDX-License-Identifier: MIT
# The pairs of each mode of training, with their goals. Sourced.

bench_one() {
  heading 'One rank, one thread (samples/s)'
  compare_with torch 'one rank / PyTorch, 1 thread' '>= 1.2' ours_one 'peer pytorch_one'
  compare_with products "one rank / the machine's end" '>= 0.95' ours_one end_one
}

bench_sync() {
  heading 'Synchronous, two ranks (samples/s)'
  compare_with torch 'sync / PyTorch DDP over gloo' '>= 3.2' ours_sync 'peer pytorch_ddp'
  compare_with chainermn 'sync / ChainerMN, naive' '>= 2.3' ours_sync theirs_chainermn
  compare_with torch 'sync / PyTorch, 2 threads' '>= 1.4' ours_sync 'peer pytorch_one --threads 2'
  compare 'sync / our own single rank' '>= 1.65' ours_sync ours_one
  compare_with products "sync / the machine's end" '>= 0.9' ours_sync end_two
}

bench_async() {
  heading 'Asynchronous, two workers with servers beside them (samples/s)'
  compare_with torch 'async / Hogwild in PyTorch' '>= 1.4' ours_async 'peer pytorch_hogwild'
  compare_with torch 'async / parameter server over gloo' '>= 3.5' ours_async 'peer gloo_server'
  compare_with products "async / the machine's end" '' ours_async end_two
}

bench_tensor() {
  heading 'Tensor parallel, two ranks, 784-4096-4096-10, 6,000 samples (samples/s)'
  compare_with torch 'tensor / by hand over gloo' '>= 1.15' ours_tensor 'peer gloo_tensor'
  compare 'tensor / our own sync, two ranks' '>= 2' ours_tensor ours_wide_sync
  compare 'tensor / our own single rank' '' ours_tensor ours_wide_one
  compare_with products "tensor / the machine's end" '' ours_tensor end_tensor
  # What a rank holds is the same in every run.
  pairs=1 compare 'MB of parameters a rank: tensor / single rank' '<= 0.55' ours_tensor_memory \
    ours_wide_one_memory
}

bench_pipeline() {
  heading 'Pipeline, two stages, four microbatches (samples/s)'
  compare_with torch 'pipeline / PyTorch pipelining, GPipe' '>= 2' ours_pipeline \
    'peer pytorch_pipeline --schedule gpipe'
  compare_with torch 'pipeline / PyTorch pipelining, 1F1B' '>= 2' ours_pipeline \
    'peer pytorch_pipeline --schedule 1f1b'
  compare_with torch 'pipeline / by hand over gloo' '' ours_pipeline 'peer gloo_pipeline'
  compare_with products "pipeline / the machine's end" '' ours_pipeline end_pipeline
}

bench_accuracy() {
  accuracy=0.88
  heading 'Seconds of training to 88 % test accuracy, two ranks, seeds 1, 2, 3'
  compare_with torch 'sync / PyTorch DDP over gloo' '<= 0.333' ours_seconds theirs_ddp_seconds
}
