# SPDX-License-Identifier: MIT
#
# make demo    the main job, in a temporary workspace
# make test    every test
# make fuzz    a million broken notes and bibliographies
# make         what CI runs: lint, test, demo

PREFIX  ?= /usr/local
DESTDIR ?=

# Logic is tested in debug, training and kernels in release (TRINE_TESTS leaves the rest out).
# Each kind of build has its own folder, so that none rebuilds another's. What is installed carries
# the Swift runtime within itself: it starts in a third of the time and needs no toolchain.
checked := --explicit-target-dependency-import-check error
release := -c release --scratch-path .build-release --static-swift-stdlib $(checked)
numeric := -c release --scratch-path .build-numeric $(checked)
bin     := .build-release/release

# Inputs that readers of other people's files are tried with, in all, by 'make fuzz'.
FUZZ ?= 1000000

.PHONY: all setup build test fuzz lint format demo bench docs install clean transcripts-update

all: lint test demo

setup:
	@scripts/setup

build: setup
	swift build $(release) --product trine
	swift build $(release) --product trine-worker

test: setup
	swift test $(checked)
	TRINE_TESTS=numeric swift test $(numeric)

# A million texts of any kind for the readers of notes and bibliographies: a quarter of an hour.
fuzz: setup
	TRINE_FUZZ=$(FUZZ) swift test $(checked) --filter 'TrineNotesTests.*Fuzz'

lint:
	swift format lint --strict --recursive --parallel Sources Tests Package.swift

format:
	swift format --in-place --recursive --parallel Sources Tests Package.swift

demo: build
	@scripts/demo $(bin)

bench: build
	@scripts/bench $(bin) $(PARTS)

# docs/cli.md and the man pages, from what the commands say of themselves.
docs: build
	scripts/cli-reference $(bin)/trine >docs/cli.md
	swift package generate-manual --multi-page --date $$(git log -1 --format=%cs -- Sources/trine)
	install -m 644 .build/plugins/GenerateManual/outputs/trine/*.1 docs/man
	rm -f docs/man/trine.help.1

transcripts-update: setup
	TRINE_UPDATE_TRANSCRIPTS=1 swift test $(checked) --filter TranscriptTests

install: build
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 755 $(bin)/trine $(bin)/trine-worker $(DESTDIR)$(PREFIX)/bin
	install -m 644 docs/man/*.1 $(DESTDIR)$(PREFIX)/share/man/man1
	install -d $(DESTDIR)$(PREFIX)/share/bash-completion/completions
	install -d $(DESTDIR)$(PREFIX)/share/zsh/site-functions
	install -d $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	$(bin)/trine --generate-completion-script bash \
	  >$(DESTDIR)$(PREFIX)/share/bash-completion/completions/trine
	$(bin)/trine --generate-completion-script zsh \
	  >$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_trine
	$(bin)/trine --generate-completion-script fish \
	  >$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/trine.fish

clean:
	rm -rf .build .build-release .build-numeric
